/** Pages about jobs. */
@NullMarked
package dev.holdfast.ui.job;

import org.jspecify.annotations.NullMarked;
