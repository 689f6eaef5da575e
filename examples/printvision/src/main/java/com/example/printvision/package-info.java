/** The program of PrintVision. */
@NullMarked
package com.example.printvision;

import org.jspecify.annotations.NullMarked;
