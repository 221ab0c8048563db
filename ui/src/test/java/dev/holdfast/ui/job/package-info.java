/** Tests of the pages of jobs. */
@NullMarked
package dev.holdfast.ui.job;

import org.jspecify.annotations.NullMarked;
