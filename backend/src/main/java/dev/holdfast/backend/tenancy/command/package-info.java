/**
 * Commands of operators. One runner validates them, plans them and requests approval if required, and performs them.
 *
 * <p>Guarantees: a request for approval is planned by the same code as its approval; a command and its audit entry are in one transaction;
 * approvers approve exactly the effect that they saw.
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.command.Commands}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.command;

import org.jspecify.annotations.NullMarked;
