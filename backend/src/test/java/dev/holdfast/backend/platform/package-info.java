/** The walls between catalogs, and that what is counted and numbered is right. */
@NullMarked
package dev.holdfast.backend.platform;

import org.jspecify.annotations.NullMarked;
