"""Looking at a cited place in its report: the page of the original, or the text around it."""

from web.viewing.places import Place, marks_of, place
from web.viewing.viewer import Located, Viewer

__all__ = ["Located", "Place", "Viewer", "marks_of", "place"]
