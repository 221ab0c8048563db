/** The port to the installation's image-signing key; the feature that holds keys stands behind it. */
@NullMarked
package dev.holdfast.backend.platform.signing;

import org.jspecify.annotations.NullMarked;
