"""What is done to dossiers: each act checks who may, locks the dossier, changes and audits, in one
transaction.

    drafting     begin, save_draft, propose, admit_reader, dismiss_reader
    deciding     approve, record_signature, reject, withdraw, terminate
    talking      say, attach, add_task, finish_task, reopen_task, look
    subscribing  subscribe, renew_calendar, revoke_calendar
"""

from jalin.dossiers.actions.deciding import approve, record_signature, reject, terminate, withdraw
from jalin.dossiers.actions.drafting import (
    admit_reader,
    begin,
    dismiss_reader,
    propose,
    save_draft,
)
from jalin.dossiers.actions.subscribing import renew_calendar, revoke_calendar, subscribe
from jalin.dossiers.actions.talking import add_task, attach, finish_task, look, reopen_task, say

__all__ = [
    "add_task",
    "admit_reader",
    "approve",
    "attach",
    "begin",
    "dismiss_reader",
    "finish_task",
    "look",
    "propose",
    "record_signature",
    "reject",
    "renew_calendar",
    "reopen_task",
    "revoke_calendar",
    "save_draft",
    "say",
    "subscribe",
    "terminate",
    "withdraw",
]
