"""The factor library: data sets in, factors found, compared and combined."""
