"""View models and templates: HTML, terminal, exports. Pure: templates come in as values."""
