"""What bench/compare measures: rows, both sides' commands, whole ways, and the history of results."""
