/** Tests of reports and contacts. */
@NullMarked
package dev.holdfast.backend.update.report;

import org.jspecify.annotations.NullMarked;
