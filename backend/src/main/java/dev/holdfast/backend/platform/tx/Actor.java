package dev.holdfast.backend.platform.tx;

import dev.holdfast.backend.platform.audit.AuditLog;

/** Person, service or job that a transaction records as its author. */
public interface Actor {
    /** Scheduled jobs. */
    Actor SYSTEM = () -> AuditLog.SYSTEM;

    /** Returns the name in the audit log. */
    String name();
}
