/** Lists the audit log; features append to it through {@code platform.audit}. */
@NullMarked
package dev.holdfast.backend.audit;

import org.jspecify.annotations.NullMarked;
