/** Tests of links and test names in the project's documents. */
@NullMarked
package dev.holdfast.standalone.docs;

import org.jspecify.annotations.NullMarked;
