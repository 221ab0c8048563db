/**
 * Commands of operators. One runner validates, plans, requests approval if required, and performs them.
 *
 * <p>Guarantees: the preview of a command, the request for its approval and the command itself come from the same plan; a command
 * and its audit entry are in one transaction; approvers approve exactly the effect that they saw.
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.command.Commands}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.command;

import org.jspecify.annotations.NullMarked;
