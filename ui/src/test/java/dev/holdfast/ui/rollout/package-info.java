/** Tests of the rollout pages. */
@NullMarked
package dev.holdfast.ui.rollout;

import org.jspecify.annotations.NullMarked;
