"""The shape of every record, once: validator, JSON Schema, templates and exports all read these models."""

from toolkit.models.facilitator import FacilitatorsFile
from toolkit.models.glossary import GlossaryFile
from toolkit.models.lot import LotsFile
from toolkit.models.method import MethodsFile
from toolkit.models.process import ProcessesFile
from toolkit.models.vocabulary import VocabularyFile

__all__ = ["FacilitatorsFile", "GlossaryFile", "LotsFile", "MethodsFile", "ProcessesFile", "VocabularyFile"]
