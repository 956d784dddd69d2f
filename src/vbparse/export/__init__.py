"""Output formats: each module `to_<name>` is one; helpers have other names."""
