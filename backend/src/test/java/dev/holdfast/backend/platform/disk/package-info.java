/** Tests of the checks of free disk space. */
@NullMarked
package dev.holdfast.backend.platform.disk;

import org.jspecify.annotations.NullMarked;
