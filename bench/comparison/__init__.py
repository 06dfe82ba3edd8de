"""The measurements of bench/compare: rows, the commands of both sides, complete uses, and the history of results."""
