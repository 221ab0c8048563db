/** Acts that wait for a second person. */
@NullMarked
package dev.holdfast.contract.operator.approval;

import org.jspecify.annotations.NullMarked;
