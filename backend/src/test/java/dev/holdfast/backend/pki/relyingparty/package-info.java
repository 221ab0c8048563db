/** Tests of what relying parties download. */
@NullMarked
package dev.holdfast.backend.pki.relyingparty;

import org.jspecify.annotations.NullMarked;
