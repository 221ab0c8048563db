/**
 * Commands of operators: one runner validates, plans, requests approval where the catalog demands it, and performs.
 *
 * <p>Guarantees: the preview of a command, the request for its approval and the command itself come from the same plan; a command
 * and its audit entry are in one transaction; what an approver approves is what they saw.
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.command.Commands}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.command;

import org.jspecify.annotations.NullMarked;
