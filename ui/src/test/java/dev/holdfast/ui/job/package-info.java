/** Tests of the package of the same name. */
@NullMarked
package dev.holdfast.ui.job;

import org.jspecify.annotations.NullMarked;
