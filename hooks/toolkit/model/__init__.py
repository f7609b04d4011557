"""The shape of every record, once: validator, JSON Schema, templates and exports all read these models."""

from toolkit.model.facilitator import FacilitatorsFile
from toolkit.model.glossary import GlossaryFile
from toolkit.model.lot import LotsFile
from toolkit.model.method import MethodsFile
from toolkit.model.process import ProcessesFile
from toolkit.model.vocabulary import VocabularyFile

__all__ = ["FacilitatorsFile", "GlossaryFile", "LotsFile", "MethodsFile", "ProcessesFile", "VocabularyFile"]
