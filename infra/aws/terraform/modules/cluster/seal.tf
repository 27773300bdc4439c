resource "aws_secretsmanager_secret" "seal" {
  name                    = "${var.prefix}/${var.cluster}/seal"
  description             = "The key of the seal on the events of cluster ${var.cluster}."
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.secret_recovery_days
  tags                    = var.tags
}

# Made anew in each run and kept nowhere: written only when seal_version changes.
ephemeral "aws_secretsmanager_random_password" "seal" {
  password_length     = 64
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret_version" "seal" {
  secret_id                = aws_secretsmanager_secret.seal.id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.seal.random_password
  secret_string_wo_version = var.seal_version
}
