/** Interfaces to the installation's keys; {@code pki} implements them. */
@NullMarked
package dev.holdfast.backend.platform.signing;

import org.jspecify.annotations.NullMarked;
