"""What can be wrong with an archive, each with the exit code that a command should end with."""


class ArchiveError(Exception):
    """The archive cannot do what was asked: one clear sentence, and the exit code a command should end with."""

    exit_code = 2


class ArchiveMissing(ArchiveError):
    """There is no file at the path."""


class NotAnArchive(ArchiveError):
    """The file is no SQLite file, or a SQLite file of another program."""


class ArchiveNewer(ArchiveError):
    """The archive was written by a newer program."""


class ArchiveOlder(ArchiveError):
    """The archive was written by an older program, and was opened for reading only."""


class ArchiveDamaged(ArchiveError):
    """The file is an archive, but SQLite finds it malformed."""

    exit_code = 3


class ArchiveLocked(ArchiveError):
    """Another process holds the archive."""

    exit_code = 3
