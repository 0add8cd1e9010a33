/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "hash.h"

#include <stdint.h>
#include <sys/types.h>

#include <md5.h>
#include <string.h>

void unit_hash(unsigned char hash[16], const struct text *source, const char *options)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char content[MD5_DIGEST_LENGTH];
    uint8_t hex[2 * MD5_DIGEST_LENGTH + 1] = {0};
    MD5_CTX md5;
    MD5Init(&md5);
    MD5Update(&md5, (const uint8_t *)source->data, source->size);
    MD5Final(content, &md5);
    for (int i = 0; i < MD5_DIGEST_LENGTH; i++) {
        hex[2 * i] = (uint8_t)digits[content[i] >> 4];
        hex[2 * i + 1] = (uint8_t)digits[content[i] & 15];
    }
    MD5Init(&md5);
    MD5Update(&md5, hex, sizeof hex);
    MD5Update(&md5, (const uint8_t *)options, strlen(options));
    MD5Final(hash, &md5);
}
