"""The quality gate: what retrieval and answers reached may not be lost without anybody saying so."""
