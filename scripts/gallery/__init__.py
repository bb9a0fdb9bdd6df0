"""The scenes of the gallery."""
