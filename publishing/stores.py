"""The two kinds of host without a switch: S3-compatible buckets and plain SFTP."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import botocore.exceptions
from paramiko.ssh_exception import AuthenticationException, BadHostKeyException, SSHException

from publishing import sftp
from publishing.bucket import Bucket
from publishing.store import Store
from publishing.targets import S3Target, SftpTarget
from publishing.words import RefusedError

# What a bucket answers, in our words. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
_CODES = {
    "RequestTimeTooSkewed": "clock-skew",
    "AccessDenied": "store-no-permission",
    "InvalidAccessKeyId": "login-refused",
    "SignatureDoesNotMatch": "login-refused",
    "ExpiredToken": "login-refused",
}


@contextmanager
def opened(target: S3Target | SftpTarget, root: Path) -> Iterator[Store]:
    """The store of a target. Keys and passwords come from the environment or an agent; none is shown or kept."""
    try:
        if isinstance(target, S3Target):
            yield Bucket(target)
        else:
            with contextlib.closing(sftp.connect(target, root)) as client, client.open_sftp() as files:
                yield sftp.Folder(files, target.path)
    except BadHostKeyException:
        raise RefusedError("host-key-changed", reason=target_name(target)) from None
    except AuthenticationException:
        raise RefusedError("login-refused", reason=target_name(target)) from None
    except SSHException as error:
        code = "host-key-unknown" if "not found in known_hosts" in str(error) else "unreachable"
        raise RefusedError(code, reason=error) from None
    except botocore.exceptions.NoCredentialsError:
        raise RefusedError("login-refused", reason=target_name(target)) from None
    except botocore.exceptions.ClientError as error:
        told = error.response["Error"]
        code = _CODES.get(told["Code"], "target-failed")
        raise RefusedError(code, reason=f"{told['Code']} {told.get('Message', '')}") from None
    except PermissionError as error:
        raise RefusedError("store-no-permission", reason=error) from None
    except (botocore.exceptions.BotoCoreError, OSError, EOFError) as error:
        raise RefusedError("unreachable", reason=error or type(error).__name__) from None


def target_name(target: S3Target | SftpTarget) -> str:
    """A target as messages name it."""
    return target.bucket if isinstance(target, S3Target) else f"{target.user}@{target.host}"
