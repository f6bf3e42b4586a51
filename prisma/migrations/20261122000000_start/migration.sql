CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "isAnonymous" BOOLEAN,
    "colour" TEXT NOT NULL DEFAULT 'sky',
    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL,
    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");
CREATE INDEX "Session_userId_idx" ON "Session"("userId");
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey"
    FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMP(3),
    "refreshTokenExpiresAt" TIMESTAMP(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Account_userId_idx" ON "Account"("userId");
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey"
    FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "Verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

CREATE TABLE "Jam" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "isOpen" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" DOUBLE PRECISION NOT NULL,
    "snapshot" JSONB,
    "snapshotRevision" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Jam_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Jam_snapshot_check" CHECK ("snapshotRevision" >= 0)
);
CREATE INDEX "Jam_changedAt_idx" ON "Jam"("changedAt" DESC);

CREATE TABLE "JamOp" (
    "jamId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "opId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "serverMs" DOUBLE PRECISION NOT NULL,
    "launchBar" INTEGER NOT NULL,
    "op" JSONB NOT NULL,
    "facts" JSONB NOT NULL,
    -- The key makes two lines with one revision impossible, whoever writes them.
    CONSTRAINT "JamOp_pkey" PRIMARY KEY ("jamId", "revision"),
    CONSTRAINT "JamOp_revision_check" CHECK ("revision" >= 1),
    CONSTRAINT "JamOp_launchBar_check" CHECK ("launchBar" >= 0)
);
CREATE UNIQUE INDEX "JamOp_jamId_opId_key" ON "JamOp"("jamId", "opId");
ALTER TABLE "JamOp" ADD CONSTRAINT "JamOp_jamId_fkey"
    FOREIGN KEY ("jamId") REFERENCES "Jam"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "JamMember" (
    "jamId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "joinedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "JamMember_pkey" PRIMARY KEY ("jamId", "userId")
);
CREATE INDEX "JamMember_userId_idx" ON "JamMember"("userId");
ALTER TABLE "JamMember" ADD CONSTRAINT "JamMember_jamId_fkey"
    FOREIGN KEY ("jamId") REFERENCES "Jam"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "JamMember" ADD CONSTRAINT "JamMember_userId_fkey"
    FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "Stem" (
    "id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "maker" TEXT NOT NULL,
    "instrument" TEXT NOT NULL,
    "bars" INTEGER NOT NULL,
    "beatsPerBar" INTEGER NOT NULL,
    "bpm" DOUBLE PRECISION NOT NULL,
    "keyTonic" INTEGER,
    "keyMode" TEXT,
    "licence" TEXT NOT NULL,
    "familyId" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "samples" INTEGER NOT NULL,
    "peaks" BYTEA NOT NULL,
    "loudnessLufs" DOUBLE PRECISION NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "blockedAt" TIMESTAMP(3),
    CONSTRAINT "Stem_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Stem_bars_check" CHECK ("bars" BETWEEN 1 AND 64),
    CONSTRAINT "Stem_beatsPerBar_check" CHECK ("beatsPerBar" BETWEEN 2 AND 12),
    CONSTRAINT "Stem_bpm_check" CHECK ("bpm" BETWEEN 40 AND 240),
    CONSTRAINT "Stem_samples_check" CHECK ("samples" > 0),
    CONSTRAINT "Stem_key_check" CHECK (
        ("keyTonic" IS NULL) = ("keyMode" IS NULL) AND "keyTonic" BETWEEN 0 AND 11 AND "keyMode" IN ('major', 'minor')
    )
);
CREATE UNIQUE INDEX "Stem_sha256_key" ON "Stem"("sha256");
CREATE INDEX "Stem_instrument_bpm_idx" ON "Stem"("instrument", "bpm");
CREATE INDEX "Stem_instrument_sha256_idx" ON "Stem"("instrument", "sha256");
CREATE INDEX "Stem_createdAt_idx" ON "Stem"("createdAt" DESC);
CREATE INDEX "Stem_name_idx" ON "Stem"("name");

CREATE TABLE "StemWindow" (
    "stemId" TEXT NOT NULL,
    "window" INTEGER NOT NULL,
    "spectra" BYTEA NOT NULL,
    "modelVersion" TEXT,
    "vector" halfvec(640),
    CONSTRAINT "StemWindow_pkey" PRIMARY KEY ("stemId", "window"),
    CONSTRAINT "StemWindow_window_check" CHECK ("window" >= 0),
    -- 128 frames x 84 rows, then 256 frames x 8 bands.
    CONSTRAINT "StemWindow_spectra_check" CHECK (octet_length("spectra") = 12800),
    CONSTRAINT "StemWindow_vector_check" CHECK (("modelVersion" IS NULL) = ("vector" IS NULL))
);
ALTER TABLE "StemWindow" ADD CONSTRAINT "StemWindow_stemId_fkey"
    FOREIGN KEY ("stemId") REFERENCES "Stem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Always outside of the row at this size; not compressed, they are read faster.
ALTER TABLE "StemWindow" ALTER COLUMN "spectra" SET STORAGE EXTERNAL;
-- 1 288 bytes: kept in the row, where an exact scan finds it without a second look-up.
ALTER TABLE "StemWindow" ALTER COLUMN "vector" SET STORAGE PLAIN;

-- Scores are inner products of unit vectors; `<#>` is the negative of one.
CREATE INDEX "StemWindow_vector_idx" ON "StemWindow" USING hnsw ("vector" halfvec_ip_ops);
