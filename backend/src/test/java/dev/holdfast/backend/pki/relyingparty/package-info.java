/** Tests of downloads for relying parties. */
@NullMarked
package dev.holdfast.backend.pki.relyingparty;

import org.jspecify.annotations.NullMarked;
