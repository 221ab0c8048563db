/** Dialogs and pages for jobs on many devices. Start with {@link dev.holdfast.ui.job.JobDialogs}. */
@NullMarked
package dev.holdfast.ui.job;

import org.jspecify.annotations.NullMarked;
