"""What the catalogue area refuses.

DomainError
  +-- CatalogueError
        +-- SlugTaken            a catalogue of that address is there
        +-- AlreadyImported      the same file again
        +-- ImportUnderWay       the same file is being read now
        +-- FileMissing          the file to import is not there (any more)
        +-- FileTooLarge         an upload above the limit
        +-- FileTooLargeInside   more than the limit when it is decompressed
        +-- NothingToRetry       a job that runs, waits or succeeded
        +-- NothingToCancel      a job that has ended
        +-- SameCatalogue        a decision on two records of one catalogue
        +-- AlreadyUndone        a decision that is not in force
"""

from jalin.core.errors import DomainError, gettext_noop


class CatalogueError(DomainError):
    """Of this area."""

    code = "catalogue"


class SlugTaken(CatalogueError):
    code = "slug-taken"
    what = gettext_noop("The catalogue was not created.")
    why = gettext_noop("There is already a catalogue with the address “%(slug)s”.")
    do = gettext_noop("Choose another address.")


class AlreadyImported(CatalogueError):
    code = "already-imported"
    what = gettext_noop("“%(file)s” was not imported again; nothing changed.")
    why = gettext_noop("The same file was imported on %(date)s and is the newest of its catalogue.")
    do = gettext_noop("Choose another file, or open the earlier import.")


class ImportUnderWay(CatalogueError):
    code = "import-under-way"
    what = gettext_noop("“%(file)s” was not imported a second time.")
    why = gettext_noop("The same file is being imported into this catalogue now.")
    do = gettext_noop("Watch the import that is under way.")


class FileMissing(CatalogueError):
    code = "file-missing"
    what = gettext_noop("“%(file)s” could not be imported.")
    why = gettext_noop("There is no such file, or it may not be read.")
    do = gettext_noop("Check the path and its permissions, or upload the file.")


class FileChanged(CatalogueError):
    code = "file-changed"
    what = gettext_noop("“%(file)s” could not be imported.")
    why = gettext_noop("The file is not the same any more as when the import was started.")
    do = gettext_noop("Start a new import with the file as it is now.")


class FileTooLarge(CatalogueError):
    code = "file-too-large"
    what = gettext_noop("“%(file)s” was not taken.")
    why = gettext_noop("It is larger than the %(limit)s MiB that may be uploaded.")
    do = gettext_noop("Compress it with gzip, or import it on the server: jalin import FILE.")


class FileTooLargeInside(CatalogueError):
    code = "file-too-large-inside"
    what = gettext_noop("“%(file)s” was not imported; nothing changed.")
    why = gettext_noop("Decompressed it is larger than the %(limit)s MiB that this site takes.")
    do = gettext_noop("Split it, or ask the operator of the site to raise the limit.")


class NothingToRetry(CatalogueError):
    code = "nothing-to-retry"
    what = gettext_noop("The job was not started again.")
    why = gettext_noop("It has not failed, nor was it cancelled.")
    do = gettext_noop("Wait until it ends.")


class NothingToCancel(CatalogueError):
    code = "nothing-to-cancel"
    what = gettext_noop("The job was not cancelled.")
    why = gettext_noop("It has already ended.")
    do = gettext_noop("Look at its result.")


class SameCatalogue(CatalogueError):
    code = "same-catalogue"
    what = gettext_noop("The decision was not kept.")
    why = gettext_noop("Both records are of one catalogue.")
    do = gettext_noop("Choose two records of different catalogues.")


class AlreadyUndone(CatalogueError):
    code = "already-undone"
    what = gettext_noop("There was nothing to undo.")
    why = gettext_noop("The decision is not in force any more.")
    do = gettext_noop("Look at the pair again.")
