/** The console's port: limits for its clients below HTTP, and the check of its address. */
@NullMarked
package dev.holdfast.ui.connection;

import org.jspecify.annotations.NullMarked;
