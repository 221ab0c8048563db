/** Tests of certificates of devices. */
@NullMarked
package dev.holdfast.ui.revocation;

import org.jspecify.annotations.NullMarked;
