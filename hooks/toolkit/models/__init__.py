"""The shape of every record, once: validator, JSON Schema, templates and exports all read these models."""

from pydantic import BaseModel

from toolkit.models import config
from toolkit.models.case import CasesFile
from toolkit.models.facilitator import FacilitatorsFile
from toolkit.models.glossary import GlossaryFile
from toolkit.models.lot import LotsFile
from toolkit.models.method import MethodsFile
from toolkit.models.process import ProcessesFile
from toolkit.models.vocabulary import VocabularyFile

# Every data file of the project, with its model.
DATA_FILES: dict[str, type[BaseModel]] = {
    "data/accessibility.yaml": config.AccessibilityFile,
    "config/urls.yaml": config.UrlsFile,
    "data/cases.yaml": CasesFile,
    "data/contacts.yaml": config.ContactsFile,
    "facilitators.yaml": FacilitatorsFile,
    "data/glossary.yaml": GlossaryFile,
    "config/labels.yaml": config.LabelsFile,
    "data/lots.yaml": LotsFile,
    "data/methods.yaml": MethodsFile,
    "config/navigation.yaml": config.NavigationFile,
    "data/processes.yaml": ProcessesFile,
    "config/search.yaml": config.SearchFile,
    "config/redirects.yaml": config.RedirectsFile,
    "data/vocabulary.yaml": VocabularyFile,
}
