/** Verifies exported audit logs, without network or a running installation. */
@NullMarked
package dev.holdfast.standalone.audit;

import org.jspecify.annotations.NullMarked;
