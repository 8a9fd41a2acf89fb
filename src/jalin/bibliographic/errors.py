"""What can be wrong with a whole file, so that nothing of it is read.

    CatalogueFileError
      +-- FileUnavailable     not there, or may not be read
      +-- IsDirectory
      +-- EmptyFile
      +-- NotACatalogue       a PDF, a picture, an archive, or no records found
      +-- OnlyZeros
      +-- TruncatedGzip
      +-- GrowsBeyondMeasure  gzip that is made to fill the disk
      +-- XmlRefused          declares a document type or entities
      +-- UnknownEncoding     the encoding asked for is not known
      +-- UnknownFormat       the format asked for is not known

    WorkerDied                a process that read a part of a file ended of itself

What is wrong with one record is no error but a `Fault` of the chunk.
"""

from jalin.core.errors import DomainError, gettext_noop


class CatalogueFileError(DomainError):
    """A file that cannot be read as a catalogue. Every one has the parameter `file`."""

    code = "catalogue_file"


class FileUnavailable(CatalogueFileError):
    code = "file_unavailable"
    what = gettext_noop("%(file)s cannot be opened.")
    why = gettext_noop("The system says: %(reason)s.")
    do = gettext_noop("Check the name, and that you may read the file.")
    words = frozenset({"reason"})


class IsDirectory(CatalogueFileError):
    code = "is_directory"
    what = gettext_noop("%(file)s is a folder, not a catalogue file.")
    why = gettext_noop("Records are read from files.")
    do = gettext_noop("Name the files in it, for example %(file)s/*.mrc.")


class EmptyFile(CatalogueFileError):
    code = "empty_file"
    what = gettext_noop("%(file)s is empty.")
    why = gettext_noop("It holds nothing to read, so the export or the transfer did not succeed.")
    do = gettext_noop("Export or fetch the file again.")


class NotACatalogue(CatalogueFileError):
    code = "not_a_catalogue"
    what = gettext_noop("%(file)s is no catalogue: it looks like %(looks_like)s.")
    why = gettext_noop(
        "Jalin reads MARC 21 and UNIMARC in ISO 2709 (.mrc, .iso), MARCXML and the export of "
        "INLISLite, each also compressed with gzip."
    )
    do = gettext_noop("Export the catalogue from the library system in one of these forms.")
    words = frozenset({"looks_like"})


class OnlyZeros(NotACatalogue):
    code = "only_zeros"
    what = gettext_noop("%(file)s begins with nothing but zeros and holds no records.")
    why = gettext_noop("This is what a transfer that was broken off or a damaged disk leaves.")
    do = gettext_noop("Fetch the file again, and compare its size and checksum with the sender's.")


class TruncatedGzip(CatalogueFileError):
    code = "truncated_gzip"
    what = gettext_noop("%(file)s is compressed with gzip and damaged.")
    why = gettext_noop("It can be decompressed only up to byte %(offset)s: %(reason)s.")
    do = gettext_noop("Fetch the file again; the records before that place have been read.")


class GrowsBeyondMeasure(CatalogueFileError):
    code = "grows_beyond_measure"
    what = gettext_noop("%(file)s is compressed with gzip and was not read to its end.")
    why = gettext_noop(
        "Decompressed it is larger than %(size)s MiB and more than %(ratio)s times its size, as no "
        "catalogue is, but files that are made to fill a disk."
    )
    do = gettext_noop(
        "Ask the sender what it holds. If it is in order, decompress it and read it so."
    )


class XmlRefused(CatalogueFileError):
    code = "xml_refused"
    what = gettext_noop("%(file)s is XML that Jalin refuses to read.")
    why = gettext_noop(
        "It declares a document type or entities (%(declaration)s), which MARCXML never needs and "
        "which can be made to fill the memory."
    )
    do = gettext_noop("Ask the sender for plain MARCXML without a document type declaration.")


class UnknownEncoding(CatalogueFileError):
    code = "unknown_encoding"
    what = gettext_noop("The encoding “%(encoding)s” is not known.")
    why = gettext_noop("%(file)s was to be read in it.")
    do = gettext_noop("Use one of: %(known)s; or leave it out, and it is found record by record.")


class UnknownFormat(CatalogueFileError):
    code = "unknown_format"
    what = gettext_noop("The format “%(format)s” is not known.")
    why = gettext_noop("%(file)s was to be read as such.")
    do = gettext_noop("Use one of: %(known)s; or leave it out, and it is found by looking.")


class WorkerDied(DomainError):
    """A worker process of the pipeline was killed, or crashed."""

    code = "worker_died"
    what = gettext_noop("Reading %(file)s was broken off.")
    why = gettext_noop("A process that read a part of it ended; often the memory was full.")
    do = gettext_noop("Try again with fewer workers, or with none.")
