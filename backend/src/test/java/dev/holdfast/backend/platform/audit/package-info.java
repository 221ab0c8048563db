/** Tests of the origin of audit entries, and a benchmark of their cost. */
@NullMarked
package dev.holdfast.backend.platform.audit;

import org.jspecify.annotations.NullMarked;
