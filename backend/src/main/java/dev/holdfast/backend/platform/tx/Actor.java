package dev.holdfast.backend.platform.tx;

import dev.holdfast.backend.platform.audit.AuditLog;

/** The person, service or job in whose name a transaction writes. */
public interface Actor {
    /** What nobody asked for: scheduled jobs. */
    Actor SYSTEM = () -> AuditLog.SYSTEM;

    /** Returns the user name, as in the audit log. */
    String name();
}
