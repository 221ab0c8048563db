/** Who did what: appended in the transaction of the act, numbered without gaps, never changed. */
@NullMarked
package dev.holdfast.backend.platform.audit;

import org.jspecify.annotations.NullMarked;
