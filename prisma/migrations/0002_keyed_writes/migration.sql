-- CreateTable
CREATE TABLE "KeyedWrite" (
    "userId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "attempts" JSONB NOT NULL DEFAULT '[]',
    "answer" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KeyedWrite_pkey" PRIMARY KEY ("userId","key")
);

-- CreateIndex
CREATE INDEX "KeyedWrite_createdAt_idx" ON "KeyedWrite"("createdAt");
