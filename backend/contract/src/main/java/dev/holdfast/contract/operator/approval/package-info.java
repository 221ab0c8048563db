/** Approval of operations by a second person: requests, decisions and rules. */
@NullMarked
package dev.holdfast.contract.operator.approval;

import org.jspecify.annotations.NullMarked;
