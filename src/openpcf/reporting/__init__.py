"""View models and templates: HTML, terminal, exports. Pure: templates are passed in."""
