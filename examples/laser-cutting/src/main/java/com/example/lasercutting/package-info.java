/** The laser-cutting platform: a React frontend on Vercel, and services in two AWS Regions behind Cloudflare. */
@NullMarked
package com.example.lasercutting;

import org.jspecify.annotations.NullMarked;
