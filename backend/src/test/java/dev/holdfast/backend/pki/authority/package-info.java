/** Tests of how a catalog's authorities follow each other, with a moved clock. */
@NullMarked
package dev.holdfast.backend.pki.authority;

import org.jspecify.annotations.NullMarked;
