/** Tests of the rotation of catalog authorities. */
@NullMarked
package dev.holdfast.backend.pki.authority;

import org.jspecify.annotations.NullMarked;
