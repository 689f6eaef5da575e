variable "vpc_id" {}
variable "subnet_ids" {}
variable "client" {}
variable "instance_class" {}
variable "identifier" {}

resource "aws_kms_key" "this" {
  description         = "Orders"
  enable_key_rotation = true
}

resource "aws_db_subnet_group" "this" {
  name       = "orders"
  subnet_ids = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  name   = "orders"
  family = "postgres16"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_security_group" "this" {
  name        = "orders"
  description = "Database"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  description                  = "Web service"
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = var.client
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

resource "aws_db_instance" "this" {
  identifier                  = var.identifier
  engine                      = "postgres"
  engine_version              = "16.9"
  instance_class              = var.instance_class
  allocated_storage           = 100
  storage_type                = "gp3"
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.this.arn
  multi_az                    = true
  username                    = "orders"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.this.name
  parameter_group_name        = aws_db_parameter_group.this.name
  vpc_security_group_ids      = [aws_security_group.this.id]
  backup_retention_period     = 14
  deletion_protection         = true
  final_snapshot_identifier   = "orders-final"
}

output "address" {
  value = aws_db_instance.this.address
}
