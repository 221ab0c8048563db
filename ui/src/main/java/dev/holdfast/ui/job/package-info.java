/** Acts on many devices as jobs: their dialogs, how far they are, and what came of them. */
@NullMarked
package dev.holdfast.ui.job;

import org.jspecify.annotations.NullMarked;
