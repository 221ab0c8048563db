/** Error responses: RFC 9457 problem documents with stable type codes. */
@NullMarked
package dev.holdfast.contract.problem;

import org.jspecify.annotations.NullMarked;
